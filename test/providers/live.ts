import { createWorkspace, type Finished, type Workspace } from '../workspace.ts';

/** A learner's workspace with a provider configured in it. */
export interface LiveWorkspace extends Disposable {
  readonly workspace: Workspace;
  /** Runs a program live, as a learner does. */
  run(
    program: string,
    options?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<Finished>;
}

/** Keys of whoever runs the tests must not get in. */
export const noKeys = Object.fromEntries(
  [
    'OPENAI_API_KEY',
    'AZURE_OPENAI_API_KEY',
    'AZURE_OPENAI_ENDPOINT',
    'GITHUB_TOKEN',
    'OPENROUTER_API_KEY',
    'OLLAMA_API_KEY',
    'LM_STUDIO_API_KEY',
    'VLLM_API_KEY',
    'AGENTLINGS_API_KEY',
    'AGENTLINGS_PROVIDER',
    'AGENTLINGS_BASE_URL',
    'AGENTLINGS_MODEL',
    'OPENAI_API_VERSION',
    'HTTPS_PROXY',
    'https_proxy',
  ].map((name) => [name, '']),
);

/**
 * @param settings the lines below `provider:` in `agentlings.yaml`
 * @param dotEnv the text of `.env`
 */
export function liveWorkspace(settings: readonly string[], dotEnv = ''): LiveWorkspace {
  const workspace = createWorkspace();
  if (settings.length > 0) {
    workspace.write(`provider:\n${settings.map((line) => `  ${line}\n`).join('')}`, 'agentlings.yaml');
  }
  if (dotEnv !== '') workspace.write(dotEnv, '.env');
  return {
    workspace,
    run: (program, options = ['--live'], env = {}) => {
      workspace.write(program, 'program.ts');
      return workspace.run(['run', '--file', workspace.file('program.ts'), ...options], {
        env: { ...noKeys, ...env },
      });
    },
    [Symbol.dispose]: () => workspace.remove(),
  };
}
