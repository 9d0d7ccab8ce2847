import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createWorkspace, type Finished, type Workspace } from './workspace.ts';

/** A room of submissions, good and bad, with a roster that expects some of them. */
export interface Room {
  readonly workspace: Workspace;
  /** Grades it for one exercise, and keeps the grades in a folder of that name. */
  batch(out: string, ...more: readonly string[]): Promise<Finished>;
  /** What is kept there: names and lengths of the results. */
  resultFiles(out: string): readonly string[];
}

export function createRoom(): Room {
  const workspace = createWorkspace();
  const hand = (person: string, name: string, source: string) => {
    const file = workspace.file('room', person, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, source);
  };
  const solution = workspace.read('solutions', '01-single-turn.ts');
  hand('ada', 'single-turn.ts', solution);
  hand('=bob "B"', 'exercises/01-single-turn/exercise.ts', "console.log('no request')\n");
  hand('eve 🎉', '01-single-turn.ts', 'process.exit(3);\n');
  mkdirSync(workspace.file('room', 'zoe'));
  symlinkSync('/etc/passwd', workspace.file('room', 'zoe', 'single-turn.ts'));
  workspace.write('left by accident', 'room', 'notes.txt');
  workspace.write('id,name\nada,Ada A\ncarl,Carl C\n"=bob ""B""",Bob\nzoe,\n', 'roster.csv');
  return {
    workspace,
    batch: (out, ...more) =>
      workspace.run([
        'grade',
        'single-turn',
        '--submissions',
        workspace.file('room'),
        '--out',
        workspace.file(out),
        ...more,
      ]),
    resultFiles: (out) => {
      try {
        const folder = workspace.file(out, 'results');
        return readdirSync(folder).map(
          (name) => `${name} ${readFileSync(path.join(folder, name), 'utf8').length}`,
        );
      } catch {
        return [];
      }
    },
  };
}

interface Submission {
  readonly id: string;
  readonly state: string;
  readonly complete: boolean;
  readonly points: number;
  readonly expected: boolean;
  readonly exercises: readonly { readonly status: string; readonly durationMs: number }[];
}

/** The people of a JSON report. */
export function submissionsOf(stdout: string): readonly Submission[] {
  return (JSON.parse(stdout) as { submissions: Submission[] }).submissions;
}
