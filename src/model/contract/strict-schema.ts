import { badRequest } from './errors.ts';

/**
 * What Structured Outputs demand of a schema with `strict: true`: every object lists all its properties in `required`
 * and has `additionalProperties: false` (OpenAI guide "Structured Outputs", supported schemas).
 * @param subject how the error names the schema, for example `response_format 'review'`
 * @throws ApiFailure
 */
export function requireStrictSchema(
  schema: Readonly<Record<string, unknown>>,
  subject: string,
  param: string,
): void {
  const refuse = (context: readonly string[], message: string): never => {
    const place = `(${context.map((each) => `'${each}'`).join(', ')}${context.length === 1 ? ',' : ''})`;
    throw badRequest(
      `Invalid schema for ${subject}: In context=${place}, ${message}`,
      param,
      'invalid_json_schema',
    );
  };
  if (schema.type !== 'object')
    refuse([], `schema must be a JSON Schema of 'type: "object"', got 'type: ${quoteType(schema.type)}'.`);
  visit(schema, [], refuse);
}

type Refuse = (context: readonly string[], message: string) => never;

function visit(node: unknown, context: readonly string[], refuse: Refuse): void {
  if (!isRecord(node)) return;
  const properties = isRecord(node.properties) ? node.properties : {};
  if (node.type === 'object') {
    if (node.additionalProperties !== false) {
      refuse(context, "'additionalProperties' is required to be supplied and to be false.");
    }
    const required: readonly unknown[] = Array.isArray(node.required) ? node.required : [];
    const missing = Object.keys(properties).find((name) => !required.includes(name));
    if (missing !== undefined) {
      refuse(
        context,
        `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`,
      );
    }
  }
  for (const [name, child] of Object.entries(properties))
    visit(child, [...context, 'properties', name], refuse);
  visit(node.items, [...context, 'items'], refuse);
  for (const [index, child] of (Array.isArray(node.anyOf) ? node.anyOf : []).entries()) {
    visit(child, [...context, 'anyOf', String(index)], refuse);
  }
  for (const [name, child] of Object.entries(isRecord(node.$defs) ? node.$defs : {}))
    visit(child, [...context, '$defs', name], refuse);
}

function quoteType(type: unknown): string {
  return type === undefined ? '"None"' : JSON.stringify(type);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
