// fails: asks-once
// Prints an invented reply and asks nobody.
console.log('Late March to May brings cherry blossom and mild days.');
