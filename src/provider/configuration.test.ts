import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chatURL, modelsURL, providerModel } from './addressing.ts';
import { readProviderConfiguration } from './configuration.ts';
import { presetIds } from './presets.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'provider-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function yaml(...lines: readonly string[]): void {
  writeFileSync(path.join(root, 'agentlings.yaml'), lines.join('\n'));
}

function dotEnv(text: string): void {
  writeFileSync(path.join(root, '.env'), text);
}

const read = (environment: Record<string, string> = {}) => readProviderConfiguration(root, environment);

test('a key alone configures nothing, and neither does an empty file', () => {
  expect(read({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' })).toBeUndefined();
  dotEnv('OPENAI_API_KEY=sk-1\n');
  yaml('# nothing yet');
  expect(read()).toBeUndefined();
  yaml('provider:');
  expect(read()).toBeUndefined();
});

test('.env alone is enough', () => {
  dotEnv('\uFEFFAGENTLINGS_PROVIDER=openai\nexport OPENAI_API_KEY="sk-1" # mine\n');
  const configuration = read();
  expect(configuration).toMatchObject({ preset: 'openai', name: 'OpenAI', keyFrom: '.env' });
  expect(configuration?.key?.reveal()).toBe('sk-1');
});

test('the environment names another provider for one run, and the settings of the file are not for it', () => {
  yaml(
    'provider:',
    '  preset: openai',
    '  base_url: https://gateway.example.org/v1',
    '  models: { gpt-4o-mini: big }',
  );
  const configuration = read({ AGENTLINGS_PROVIDER: 'ollama' });
  expect(configuration).toMatchObject({ preset: 'ollama', baseURL: 'http://127.0.0.1:11434/v1', models: {} });
  expect(configuration?.key).toBeUndefined();
  expect(read({ AGENTLINGS_PROVIDER: 'none' })).toBeUndefined();
});

test('a key of .env goes before one of the shell', () => {
  yaml('provider: { preset: openai }');
  expect(read({ OPENAI_API_KEY: 'sk-shell' })?.key?.reveal()).toBe('sk-shell');
  dotEnv('OPENAI_API_KEY=sk-project');
  expect(read({ OPENAI_API_KEY: 'sk-shell' })?.key?.reveal()).toBe('sk-project');
});

test('a key of the shell does not go to an address that only the file names', () => {
  yaml('provider: { preset: openai, base_url: "https://elsewhere.example/v1" }');
  expect(() => read({ OPENAI_API_KEY: 'sk-shell' })).toThrow(
    /not sent to elsewhere\.example.*write OPENAI_API_KEY=… into \.env/,
  );
  yaml('provider: { base_url: "https://elsewhere.example/v1", key_variable: CLOUD_SECRET }');
  expect(read({ CLOUD_SECRET: 'very-secret' })?.key).toBeUndefined();
  yaml('provider: { preset: azure-openai, base_url: "https://mine.openai.azure.com" }');
  expect(read({ AZURE_OPENAI_API_KEY: 'a-key' })?.keyFrom).toBe('environment');
  yaml('provider: { preset: azure-openai, base_url: "https://openai.azure.com.evil.example" }');
  expect(() => read({ AZURE_OPENAI_API_KEY: 'a-key' })).toThrow(/not sent/);
});

test.each([
  [
    ['provider:', '  preset: opnai'],
    /agentlings\.yaml:2: "provider\.preset": write one of openai, azure-openai/,
  ],
  [['preset: ollama'], /agentlings\.yaml:1: .*"preset"; it belongs below "provider:"/],
  [['provider:', '  preset: ollama', '  url: x'], /agentlings\.yaml:3: .*"url"; known are preset, base_url/],
  [
    ['provider:', '  preset: ollama', '  spending:', '    per_day_dollars: lots'],
    /agentlings\.yaml:4: .*such as 0\.50/,
  ],
  [['provider:', '  preset: ['], /agentlings\.yaml:\d: not valid YAML/],
  [['provider: ollama'], /agentlings\.yaml:1: "provider": write settings below it/],
  [['provider: {}'], /it is not said who answers. Write preset:/],
  [
    ['provider: { preset: azure-openai }'],
    /Azure OpenAI has no address yet. Write base_url: https:\/\/YOUR-RESOURCE/,
  ],
  [
    ['provider: { preset: openrouter }'],
    /OpenRouter needs a key. Write OPENROUTER_API_KEY=… into the file \.env/,
  ],
  [['provider: { base_url: models.example.org/v1 }'], /the address "models\.example\.org\/v1" can't be used/],
  [['provider: { base_url: "https://me:pw@models.example.org" }'], /without user and password/],
  [['provider: { base_url: "https://models.example.org/?key=s3" }'], /without "\?"/],
  [
    ['provider: { base_url: "http://a.example", key_variable: "sk-12 34" }'],
    /the key itself belongs into \.env/,
  ],
])('%j is explained', (lines, message) => {
  yaml(...lines);
  expect(() => read()).toThrow(message);
});

test('mistakes in variables are explained with their place', () => {
  dotEnv('A=1\n\nAGENTLINGS_PROVIDER=olama\n');
  expect(() => read()).toThrow(/\.env:3.*no provider "olama"\. Did you mean ollama/);
  expect(() => read({ AGENTLINGS_PROVIDER: 'gpt' })).toThrow(/in the environment/);
  dotEnv('AGENTLINGS_PROVIDER=openai\nOPENAI_API_KEY="sk-1 2"\n');
  expect(() => read()).toThrow(/Copy it again/);
});

test('the addresses of Azure: resource, whole target URI, and the API without a version', () => {
  const azure = (base: string) => {
    yaml('provider:', '  preset: azure-openai', `  base_url: "${base}"`);
    dotEnv('AZURE_OPENAI_API_KEY=k');
    const configuration = read();
    return (
      configuration && [
        chatURL(configuration, providerModel(configuration, 'gpt-4o-mini')).href,
        modelsURL(configuration).href,
      ]
    );
  };
  const resource = 'https://r.openai.azure.com';
  expect(azure(`${resource}/`)).toEqual([
    `${resource}/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-10-21`,
    `${resource}/openai/models?api-version=2024-10-21`,
  ]);
  expect(
    azure(`${resource}/openai/deployments/mini%20west/chat/completions?api-version=2025-01-01-preview`),
  ).toEqual([
    `${resource}/openai/deployments/mini%20west/chat/completions?api-version=2025-01-01-preview`,
    `${resource}/openai/models?api-version=2025-01-01-preview`,
  ]);
  expect(azure(`${resource}/openai/v1/`)).toEqual([
    `${resource}/openai/v1/chat/completions`,
    `${resource}/openai/v1/models`,
  ]);
});

test.each(presetIds)('%s has an address for chats and for models', (id) => {
  const configuration = read({
    AGENTLINGS_PROVIDER: id,
    OPENAI_API_KEY: 'k',
    GITHUB_TOKEN: 'k',
    OPENROUTER_API_KEY: 'k',
    AZURE_OPENAI_API_KEY: 'k',
    ...(id === 'azure-openai' ? { AZURE_OPENAI_ENDPOINT: 'https://r.openai.azure.com/' } : {}),
    ...(id === 'compatible' ? { AGENTLINGS_BASE_URL: 'http://127.0.0.1:9/v1/chat/completions' } : {}),
  });
  if (configuration === undefined) throw new Error('it is named');
  expect(chatURL(configuration, 'm').pathname).toMatch(/[^/]\/chat\/completions$/);
  expect(modelsURL(configuration).pathname).toMatch(/[^/]\/models$/);
});

test('models: as configured, all by *, as the preset names them, and the provider’s own names as they are', () => {
  yaml('provider:', '  preset: openrouter', '  models: { gpt-4o: vendor/big }');
  const configuration = read({ OPENROUTER_API_KEY: 'k' });
  if (configuration === undefined) throw new Error('it is named');
  const names = ['gpt-4o', 'gpt-4o-mini', 'vendor/small:free', 'constructor'];
  expect(names.map((name) => providerModel(configuration, name))).toEqual([
    'vendor/big',
    'openai/gpt-4o-mini',
    'vendor/small:free',
    'constructor',
  ]);
  const all = read({ OPENROUTER_API_KEY: 'k', AGENTLINGS_MODEL: 'vendor/one' });
  expect(all && names.map((name) => providerModel(all, name))).toEqual([
    'vendor/big',
    'vendor/one',
    'vendor/one',
    'vendor/one',
  ]);
});

test('a configuration that is printed or written shows no key', () => {
  const configuration = read({ AGENTLINGS_PROVIDER: 'openai', OPENAI_API_KEY: 'sk-canary' });
  const shown = [
    JSON.stringify(configuration),
    inspect(configuration, { depth: 9, showHidden: true }),
    `${configuration?.key}`,
  ];
  expect(shown.join()).not.toContain('canary');
  expect(shown.join()).toContain('[redacted]');
});

test('headers are read by name, and those of the key or the connection are refused', () => {
  yaml('provider:', '  base_url: http://127.0.0.1:1/v1', '  headers:', '    X-Team: travel');
  expect(read()?.headers).toEqual({ 'x-team': 'travel' });
  for (const line of ['Authorization: Bearer sk-1', 'host: example.org', 'api-key: k', '"no good": x']) {
    yaml('provider:', '  base_url: http://127.0.0.1:1/v1', '  headers:', `    ${line}`);
    expect(() => read()).toThrow(/agentlings\.yaml:4.*can not be set here/s);
  }
});
