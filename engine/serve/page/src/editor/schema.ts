// Reads a JSON Schema as far as completion needs it: which keys may stand here, and which values.

export interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  type?: string | string[];
  description?: string;
  definitions?: Record<string, Schema>;
  $defs?: Record<string, Schema>;
}

/** The schemas that may hold at `path`, with references and alternatives opened. */
export function schemasAt(root: Schema, path: readonly string[]): Schema[] {
  let here = open(root, root);
  for (const step of path) {
    here = here.flatMap((schema) => {
      if (step === "[]") return schema.items ? open(schema.items, root) : [];
      const known = schema.properties?.[step];
      if (known) return open(known, root);
      return typeof schema.additionalProperties === "object" ? open(schema.additionalProperties, root) : [];
    });
  }
  return here;
}

export function keysAt(root: Schema, path: readonly string[]): { key: string; description: string }[] {
  const found = new Map<string, string>();
  for (const schema of schemasAt(root, path))
    for (const [key, value] of Object.entries(schema.properties ?? {}))
      found.set(key, value.description ?? open(value, root).find((one) => one.description)?.description ?? "");
  return [...found].map(([key, description]) => ({ key, description }));
}

export function valuesAt(root: Schema, path: readonly string[]): string[] {
  return [...new Set(schemasAt(root, path).flatMap((schema) => schema.enum ?? []).map(String))];
}

function open(schema: Schema, root: Schema): Schema[] {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1)!;
    const target = root.definitions?.[name] ?? root.$defs?.[name];
    return target ? open(target, root) : [];
  }
  if (schema.anyOf) return [...(schema.properties ? [schema] : []), ...schema.anyOf.flatMap((each) => open(each, root))];
  return [schema];
}
