import type * as z from 'zod/mini';

/** Every key of the schema as a path of names; `[]` stands for the elements of an array. */
export function knownKeys(schema: z.core.$ZodType): readonly (readonly string[])[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object') {
    return Object.entries(def.shape).flatMap(([name, inner]) => [
      [name],
      ...knownKeys(inner).map((rest) => [name, ...rest]),
    ]);
  }
  if (def.type === 'array') return knownKeys(def.element).map((rest) => ['[]', ...rest]);
  if (def.type === 'default' || def.type === 'prefault' || def.type === 'optional') {
    return knownKeys(def.innerType);
  }
  return [];
}
