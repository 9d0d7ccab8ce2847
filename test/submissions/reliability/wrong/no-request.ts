// fails: asks-question
// Can’t fail, because it asks nobody.
console.log('Go in spring.');
