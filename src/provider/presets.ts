export const presetIds = [
  'openai',
  'azure-openai',
  'github-models',
  'openrouter',
  'ollama',
  'lm-studio',
  'vllm',
  'compatible',
] as const;

export type PresetId = (typeof presetIds)[number];

/** What is known of a provider before anybody configures anything. */
export interface Preset {
  readonly id: PresetId;
  /** As people say it. */
  readonly name: string;
  /** Its API, up to and without `/chat/completions`; left out where everybody has an address of their own. */
  readonly baseURL?: string;
  /** What to write for `base_url` where there is no address yet. */
  readonly exampleURL?: string;
  /** A variable besides `AGENTLINGS_BASE_URL` that people have the address in. */
  readonly addressVariable?: string;
  /** The variable with the key, as the provider's own documentation calls it. */
  readonly keyVariable: string;
  readonly keyNeeded: boolean;
  /** The header the key is sent in; `authorization` as `Bearer KEY`. */
  readonly keyHeader: 'authorization' | 'api-key';
  /** Where a key comes from, in words. */
  readonly keySource: string;
  /** Hosts that a key of the shell may be sent to, besides this machine. */
  readonly ownHosts: RegExp;
  /** The provider's name of a model that a lesson uses. */
  readonly modelName: (lessonModel: string) => string;
  /** What to do when nobody listens at the address. */
  readonly start: string;
  /** Headers of the program's request that this provider documents, besides those that all know. */
  readonly passHeaders?: readonly string[];
}

const same = (model: string): string => model;
/** `openai/gpt-4o-mini`, as GitHub Models and OpenRouter name the models of OpenAI. */
const published = (model: string): string => (model.includes('/') ? model : `openai/${model}`);
const nowhere = /^$/;
const online = 'Check your network: is there a Wi-Fi login page, a VPN or a proxy in the way?';

export const presets: Readonly<Record<PresetId, Preset>> = {
  openai: {
    id: 'openai',
    name: 'OpenAI',
    baseURL: 'https://api.openai.com/v1',
    keyVariable: 'OPENAI_API_KEY',
    keyNeeded: true,
    keyHeader: 'authorization',
    keySource: 'Keys are made at https://platform.openai.com/api-keys.',
    ownHosts: /(^|\.)api\.openai\.com$/,
    modelName: same,
    start: online,
    passHeaders: ['openai-organization', 'openai-project', 'x-client-request-id'],
  },
  'azure-openai': {
    id: 'azure-openai',
    name: 'Azure OpenAI',
    exampleURL: 'https://YOUR-RESOURCE.openai.azure.com',
    addressVariable: 'AZURE_OPENAI_ENDPOINT',
    keyVariable: 'AZURE_OPENAI_API_KEY',
    keyNeeded: true,
    keyHeader: 'api-key',
    keySource: 'Address and keys are in the Azure portal, under "Keys and Endpoint" of your resource.',
    ownHosts:
      /\.(openai\.azure\.(com|us|cn)|cognitiveservices\.azure\.(com|us|cn)|services\.ai\.azure\.com)$/,
    modelName: same,
    start: 'Check the name of the resource in base_url, and your network.',
  },
  'github-models': {
    id: 'github-models',
    name: 'GitHub Models',
    baseURL: 'https://models.github.ai/inference',
    keyVariable: 'GITHUB_TOKEN',
    keyNeeded: true,
    keyHeader: 'authorization',
    keySource:
      'A fine-grained token with the permission "models: read" is made at https://github.com/settings/tokens.',
    ownHosts: /(^|\.)models\.github\.ai$/,
    modelName: published,
    start: online,
  },
  openrouter: {
    id: 'openrouter',
    name: 'OpenRouter',
    baseURL: 'https://openrouter.ai/api/v1',
    keyVariable: 'OPENROUTER_API_KEY',
    keyNeeded: true,
    keyHeader: 'authorization',
    keySource: 'Keys are made at https://openrouter.ai/keys.',
    ownHosts: /(^|\.)openrouter\.ai$/,
    modelName: published,
    start: online,
    passHeaders: ['http-referer', 'x-title'],
  },
  ollama: {
    id: 'ollama',
    name: 'Ollama',
    baseURL: 'http://127.0.0.1:11434/v1',
    keyVariable: 'OLLAMA_API_KEY',
    keyNeeded: false,
    keyHeader: 'authorization',
    keySource: 'Ollama on your machine needs no key.',
    ownHosts: /(^|\.)ollama\.com$/,
    modelName: () => 'llama3.2',
    start: 'Is Ollama running? Start its app, or `ollama serve` in another terminal.',
  },
  'lm-studio': {
    id: 'lm-studio',
    name: 'LM Studio',
    baseURL: 'http://127.0.0.1:1234/v1',
    keyVariable: 'LM_STUDIO_API_KEY',
    keyNeeded: false,
    keyHeader: 'authorization',
    keySource: 'LM Studio on your machine needs no key unless you asked for one.',
    ownHosts: nowhere,
    modelName: same,
    start: "Is LM Studio's server running? Start it in its Developer tab, or with `lms server start`.",
  },
  vllm: {
    id: 'vllm',
    name: 'vLLM',
    baseURL: 'http://127.0.0.1:8000/v1',
    keyVariable: 'VLLM_API_KEY',
    keyNeeded: false,
    keyHeader: 'authorization',
    keySource: 'vLLM wants a key only when it was started with --api-key.',
    ownHosts: nowhere,
    modelName: same,
    start: 'Is vLLM running? Start it with `vllm serve MODEL`; loading a model can take minutes.',
  },
  compatible: {
    id: 'compatible',
    name: 'the compatible provider',
    exampleURL: 'https://models.example.org/v1',
    keyVariable: 'AGENTLINGS_API_KEY',
    keyNeeded: false,
    keyHeader: 'authorization',
    keySource: 'Ask whoever runs it for a key.',
    ownHosts: nowhere,
    modelName: same,
    start: 'Is the server running, and is base_url right, with its /v1 at the end if it has one?',
  },
};
