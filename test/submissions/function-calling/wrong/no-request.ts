// fails: asks-question
// Answers from its own table.
const weather = JSON.parse(process.argv[3] ?? '{"Lisbon": "21 °C"}') as Record<string, string>;
const [city = 'Lisbon'] = Object.keys(weather);
console.log(`In ${city} it is ${weather[city]}.`);
