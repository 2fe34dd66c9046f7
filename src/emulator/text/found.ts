import type { ApiEntity } from '../records/api.ts';

const patterns: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['bot_command', /(?<![\w/])\/[a-z0-9_]{1,32}(@\w{3,32})?(?![\w/])/gi],
  ['mention', /(?<![\w@])@[a-z]\w{3,31}/gi],
  ['url', /(?<![\w@])https?:\/\/[^\s<>]+[^\s<>.,;:!?)\]]/gi],
  ['hashtag', /(?<![\w#])#[\p{L}_][\p{L}\d_]*/gu],
];

/** The entities an app finds by itself in what a person types. */
export function foundEntities(text: string): ApiEntity[] {
  const found = patterns.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map((hit) => ({ type, offset: hit.index, length: hit[0].length })),
  );
  const inUrl = (entity: ApiEntity): boolean =>
    found.some(
      (url) =>
        url.type === 'url' &&
        url !== entity &&
        url.offset <= entity.offset &&
        entity.offset < url.offset + url.length,
    );
  return found.filter((entity) => !inUrl(entity)).sort((a, b) => a.offset - b.offset);
}
