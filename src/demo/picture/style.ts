const sans =
  "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";
const mono = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

interface Colours {
  readonly ground: string;
  readonly head: string;
  readonly bot: string;
  readonly own: string;
  readonly ink: string;
  readonly faint: string;
  readonly mine: string;
  readonly accent: string;
  readonly tint: string;
  readonly code: string;
  readonly button: string;
  readonly edge: string;
}

const light: Colours = {
  ground: '#cfdce3',
  head: '#f7f9fa',
  bot: '#ffffff',
  own: '#e4fbd0',
  ink: '#15191c',
  faint: '#8a979f',
  mine: '#5fa148',
  accent: '#2f86d6',
  tint: '#2f86d61c',
  code: '#1d7a63',
  button: '#6d8ba080',
  edge: '#b9c8d0',
};

const dark: Colours = {
  ground: '#0d151d',
  head: '#17212b',
  bot: '#1b2836',
  own: '#2d5379',
  ink: '#eef3f6',
  faint: '#74879a',
  mine: '#8fb7dc',
  accent: '#6ab3f3',
  tint: '#6ab3f321',
  code: '#7fd1b9',
  button: '#2b3d4fcc',
  edge: '#263543',
};

const colours = (of: Colours): string => `
.ground0{fill:${of.ground};stroke:${of.edge}}.head{fill:${of.head}}.bot{fill:${of.bot}}.own{fill:${of.own}}
text{fill:${of.ink}}.time,.faint,.more{fill:${of.faint}}.mine{fill:${of.mine}}.bar,.avatar{fill:${of.accent}}
.ground,.reaction{fill:${of.tint}}.code{fill:${of.code}}.link{fill:${of.accent}}.button{fill:${of.button}}
.caption{fill:${of.faint}}`;

/** Light or dark as the page around it. */
export const style = `<style>
text{font:15px ${sans}}.bold{font-weight:600}.italic{font-style:italic}.code{font:13.5px ${mono}}
.strikethrough{text-decoration:line-through}.underline{text-decoration:underline}
.time{font-size:11px}.label{font-size:13.5px;font-weight:600}.emoji{font-size:14px}.more{font-size:16px}
.title{font-size:15px;font-weight:600}.faint{font-size:12px}.caption{font-size:14px}
${colours(light)}
.button+.label{fill:#fff}.initial{fill:#fff;font-size:16px;font-weight:600}
@media (prefers-color-scheme:dark){${colours(dark)}
.button+.label,.initial{fill:#fff}}
</style>`;
