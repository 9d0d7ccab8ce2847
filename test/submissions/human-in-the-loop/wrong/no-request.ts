// fails: begins
// Asks a human, and no model.
console.log('May I run cancel_booking B-12?');
console.log('CANCELLED B-12');
