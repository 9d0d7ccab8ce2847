// attack: B7, writes elsewhere by reports, traces, snapshots and socket files, which are no file system calls
// verdict: failed
import net from 'node:net';
import path from 'node:path';
import tracing from 'node:trace_events';
import v8 from 'node:v8';

const elsewhere = path.dirname('CANARY_FILE');
const node = process as unknown as {
  binding(name: string): { writeReport(...args: unknown[]): void };
  report: {
    directory: string;
    filename: string;
    reportOnSignal: boolean;
    writeReport(name?: string): string;
  };
  getBuiltinModule(
    name: string,
  ): { DatabaseSync?: new (file: string) => { exec(text: string): void } } | undefined;
  execve?(file: string, args: readonly string[]): void;
};
const gotThrough = () => console.log('GOT THROUGH');
const ways: (() => unknown)[] = [
  () => node.report.writeReport(path.join(elsewhere, 'report.json')),
  () => {
    node.report.directory = elsewhere;
    return node.report.writeReport('batch.json');
  },
  () => Object.assign(node.report, { directory: elsewhere, reportOnSignal: true }),
  () => v8.setFlagsFromString(`--trace-turbo --trace-turbo-path=${elsewhere}`),
  () =>
    v8.setFlagsFromString(`--redirect-code-traces --redirect-code-traces-to=${elsewhere}/code --print-code`),
  () => v8.setFlagsFromString(`--logfile=${elsewhere}/v8.log --log-all --prof`),
  () => v8.writeHeapSnapshot(path.join(elsewhere, 'heap')),
  () => process.chdir(elsewhere),
  () => v8.writeHeapSnapshot('heap'),
  () => v8.setHeapSnapshotNearHeapLimit(1),
  () => tracing.createTracing({ categories: ['node', 'v8'] }).enable(),
  () => node.execve?.('/bin/sh', ['sh', '-c', `touch ${elsewhere}/execve`]),
  () => {
    const { DatabaseSync } = node.getBuiltinModule('node:sqlite') ?? {};
    if (DatabaseSync !== undefined) new DatabaseSync(path.join(elsewhere, 'base')).exec('create table t (x)');
  },
  () => node.binding('report').writeReport(path.join(elsewhere, 'binding.json')),
  () =>
    net.createServer().on('error', console.log).listen(path.join(elsewhere, 'socket'), gotThrough).unref(),
  () => net.createServer().on('error', console.log).listen('\0agentlings-abstract', gotThrough).unref(),
  () => net.connect('/var/run/docker.sock').on('error', console.log).unref(),
];
for (const way of ways) {
  try {
    console.log(String(way()));
  } catch (error) {
    console.log(String((error as NodeJS.ErrnoException).code));
  }
}
const hot = (turns: number) => {
  let sum = 0;
  for (let turn = 0; turn < turns; turn += 1) sum += turn % 7;
  return sum;
};
for (let round = 0; round < 200; round += 1) hot(10_000);
await new Promise((resolve) => setTimeout(resolve, 200));
