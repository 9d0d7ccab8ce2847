import { badRequest } from '../errors.ts';
import type { ChatRequest } from '../request.ts';
import { tuple } from './repr.ts';
import { shapeMistake } from './shape.ts';
import { strictMistake } from './strict.ts';
import { contextOf, isLargerThan, placesIn, type Schema, typesOf } from './walk.ts';

/**
 * Checks the schemas of a request as the service does, in its words: that they are schemas, of an object, whose lists
 * say what is in them; with `strict` that they are in the subset of Structured Outputs. Takes time in step with the
 * schemas' size, whatever is in them, and no more than some tenths of a second.
 * @throws ApiFailure
 */
export function requireSchemas({ response_format: format, tools, functions }: ChatRequest): void {
  const budget = { places: mostPlaces };
  if (format?.type === 'json_schema') {
    const { name, schema, strict } = format.json_schema;
    const named = {
      subject: `response_format '${name}'`,
      param: 'response_format',
      code: 'invalid_json_schema',
    };
    if (schema !== undefined || strict === true) requireSchema(schema ?? {}, strict === true, named, budget);
  }
  for (const [index, tool] of (tools ?? []).entries()) {
    if (tool.type === 'function')
      requireParameters(tool.function, `tools[${index}].function.parameters`, budget);
  }
  for (const [index, called] of (functions ?? []).entries()) {
    requireParameters(called, `functions[${index}].parameters`, budget);
  }
}

interface FunctionDefinition {
  readonly name: string;
  readonly parameters?: Schema;
  readonly strict?: boolean | null;
}

function requireParameters(
  { name, parameters, strict }: FunctionDefinition,
  param: string,
  budget: Budget,
): void {
  if (parameters === undefined) return;
  const named = { subject: `function '${name}'`, param, code: 'invalid_function_parameters' };
  requireSchema(parameters, strict === true, named, budget);
  if (parameters.properties === undefined)
    throw refusal(named, ': In context=(), object schema missing properties.');
}

/** How an error names a schema. */
interface Named {
  readonly subject: string;
  readonly param: string;
  readonly code: string;
}

/** How many schemas within schemas are left for a request. */
interface Budget {
  places: number;
}

/** More than fits into any window, and looked at in a moment. */
const mostPlaces = 20_000;
const mostValues = 200_000;

function isWithin(budget: Budget, schema: Schema): boolean {
  for (const _ of placesIn(schema)) {
    budget.places -= 1;
    if (budget.places < 0) return false;
  }
  return true;
}

/** Deeper than any schema that somebody wrote, and shallow enough for whoever works on it later. */
const deepest = 100;

function requireSchema(schema: Schema, strict: boolean, named: Named, budget: Budget): void {
  if (isLargerThan(schema, deepest, mostValues) || !isWithin(budget, schema))
    throw refusal(named, '. Please ensure it is a valid JSON Schema.');
  const mistake =
    anyShapeMistake(schema) ?? rootMistake(schema) ?? (strict ? strictMistake(schema) : listMistake(schema));
  if (mistake !== undefined) throw refusal(named, `: ${mistake}`);
}

function refusal({ subject, param, code }: Named, message: string): Error {
  return badRequest(`Invalid schema for ${subject}${message}`, param, code);
}

function anyShapeMistake(schema: Schema): string | undefined {
  for (const { schema: inner } of placesIn(schema)) {
    const mistake = typeof inner === 'object' && inner !== null ? shapeMistake(inner as Schema) : undefined;
    if (mistake !== undefined) return `${mistake}.`;
  }
  return undefined;
}

function rootMistake(schema: Schema): string | undefined {
  if (schema.type !== 'object') {
    const type = schema.type === undefined ? '"None"' : JSON.stringify(schema.type);
    return `schema must be a JSON Schema of 'type: "object"', got 'type: ${type}'.`;
  }
  const several = ['oneOf', 'anyOf', 'allOf', 'enum', 'not'];
  return several.some((keyword) => keyword in schema)
    ? "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level."
    : undefined;
}

/** What is asked of every schema, `strict` or not. */
function listMistake(schema: Schema): string | undefined {
  for (const place of placesIn(schema)) {
    const types = typesOf(place.schema);
    const index = types.indexOf('array');
    if (index === -1 || 'items' in (place.schema as Schema) || 'prefixItems' in (place.schema as Schema))
      continue;
    const context = [...contextOf(place), ...(types.length > 1 ? ['type', String(index)] : [])];
    return `In context=${tuple(context)}, array schema missing items.`;
  }
  return undefined;
}
