// attack: A18, prints what a CI service would take for commands
// verdict: failed
export {};

console.log('::set-output name=points::4');
console.log('::notice file=grade::all checks pass');
console.log('##vso[task.complete result=Succeeded;]done');
console.log('::stop-commands::me');
