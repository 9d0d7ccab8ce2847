import { GradingEngine } from './src/grading/engine.ts';
import { proveExercise } from './src/grading/proof.ts';
import { defaultSandbox } from './src/runner/sandbox.ts';
import { loadWorkshop } from './src/workshop/load.ts';
import { findExercise } from './src/workshop/lookup.ts';
import { kit, root } from './test/project.ts';
const w = loadWorkshop(root); const e = new GradingEngine(w, kit, true);
for (const id of process.argv.slice(2)) { const p = await proveExercise(e, w, findExercise(w, id), { seeds: [`q${Math.random()}`], sandbox: defaultSandbox() }); console.log(p.exerciseId, p.checks, p.right, p.wrong, p.findings.length ? p.findings.join('\n') : 'proven'); }
await e.close();
