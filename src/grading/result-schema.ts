import * as z from 'zod';
import { checkStatuses, exerciseStatuses } from './types.ts';

/** A `CheckResult` that was written to a file. */
export const checkSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(checkStatuses),
  points: z.number(),
  maxPoints: z.number(),
  expected: z.string(),
  actual: z.string(),
  help: z.string(),
  lesson: z.string().optional(),
  pointer: z
    .object({ attempt: z.number(), exchange: z.number().optional(), message: z.number().optional() })
    .optional(),
  alone: z.record(z.string(), z.enum(checkStatuses)).optional(),
});

/** An `ExerciseResult` that was written to a file. One whose points can't be true was not written by this program. */
export const resultSchema = z
  .object({
    id: z.string(),
    status: z.enum(exerciseStatuses),
    points: z.number().min(0),
    maxPoints: z.number(),
    durationMs: z.number(),
    message: z.string(),
    checks: z.array(checkSchema),
  })
  .refine(
    ({ status, points, maxPoints }) => points <= maxPoints && (status !== 'passed' || points === maxPoints),
  );
