import type { Style } from './text.ts';

export type StyleName =
  // text of documents and screens
  | 'text'
  | 'muted'
  | 'title'
  | 'heading'
  | 'subheading'
  | 'strong'
  | 'emphasis'
  | 'link'
  | 'code'
  | 'quote'
  // parts of screens
  | 'key'
  | 'focus'
  | 'selected'
  | 'border'
  // status; always with a word or a symbol beside it
  | 'ok'
  | 'bad'
  | 'warn'
  | 'info'
  // roles of messages
  | 'system'
  | 'user'
  | 'assistant'
  | 'tool'
  | 'developer'
  // changes
  | 'added'
  | 'removed'
  | 'fresh'
  // source code
  | 'keyword'
  | 'string'
  | 'number'
  | 'comment'
  | 'function'
  | 'type'
  | 'property';

export type ThemeName = 'dark' | 'light' | 'mono' | 'high-contrast';

/** How each part of a text looks. */
export type Styles = Readonly<Record<StyleName, Style>>;

/** Named styles for one kind of terminal. */
export interface Theme {
  readonly name: ThemeName;
  /** Whether colours are used; without them code keeps its backticks and emphasis its asterisks. */
  readonly colored: boolean;
  readonly styles: Styles;
}
