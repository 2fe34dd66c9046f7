import MarkdownIt, { type Token } from 'markdown-it';
import { makeLean } from './lean-states.ts';
import { mathRule } from './math.ts';

export type { Token };

/**
 * CommonMark with GitHub's tables and strikethrough. HTML is text like any other. Links are taken as they
 * stand and judged by `link.ts`, so that none is silently left as source.
 */
const parser = new MarkdownIt({ html: false, linkify: false, typographer: false });
parser.normalizeLink = (url) => url;
parser.validateLink = () => true;
parser.inline.ruler.before('escape', 'math', mathRule);
makeLean(parser);

/** Blocks nested deeper than the parser goes would be dropped by it. */
const deepest = 90;

/** The tokens of a document, or nothing when it nests so deep that the parser would lose text. */
export function parse(source: string): readonly Token[] | undefined {
  const tokens = parser.parse(source, {});
  return tokens.some(({ level }) => level > deepest) ? undefined : tokens;
}
