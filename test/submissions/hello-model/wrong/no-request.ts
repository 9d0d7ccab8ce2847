// fails: sends-user-message
// Says hello to nobody.
console.log('Hello! I am a model.');
console.log(process.env.OPENAI_MODEL);
