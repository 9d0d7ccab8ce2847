/** What graders import as `#grading`: everything to say what an exercise's program must send and print. */

export { textOf } from '../model/messages.ts';
export { apiFailure, refusal, reply, reset, script, simulated, stall, toolCalls } from '../model/script.ts';
export { count, describeMessage, describeRequest, listMessages, quote, quoteOutput } from './kit/describe.ts';
export type { Evidence, SentMessage, SentRequest } from './kit/evidence.ts';
export { CheckFailure, type Finding, fail } from './kit/failure.ts';
export { grader } from './kit/grader.ts';
export {
  containsNumber,
  fold,
  outputWithout,
  requireNumbersPrinted,
  requirePrinted,
  requirePrintedInOrder,
} from './kit/output.ts';
export type { Random } from './kit/random.ts';
export { type ReplyParts, replyWith } from './kit/replies.ts';
export { lastSaid, outputAbove } from './kit/said.ts';
export type {
  Check,
  GraderTools,
  Scenario,
  ScenarioContext,
  ScenarioResponder,
  ScenarioSetup,
} from './kit/scenario.ts';
export { allowsExactly } from './kit/schema.ts';
export { requireTogether, together } from './kit/together.ts';
export { callsIn, requireCallsAnswered, requireCallsResent, requireToolOffered } from './kit/tools.ts';
export { requireUsagePrinted, usageOf } from './kit/usage.ts';
export {
  requireAccepted,
  requireCleanEnd,
  requireContinues,
  requireModel,
  requireNumber,
  requireRequest,
  requireRequests,
  requireRoles,
  requireText,
  requireWords,
  roleOf,
} from './kit/wire.ts';
export { wordsFor } from './kit/words.ts';
