/** What a person does, in any browser: the least that the protocols of Firefox and WebKit share. */
export interface Hand {
  /** The browser's name and version. */
  browser: string;
  open(url: string): Promise<void>;
  /** All elements that the XPath names are asked; false while there is none to be seen. */
  sees(xpath: string): Promise<boolean>;
  click(xpath: string): Promise<void>;
  /** Replaces what stands in the field. */
  type(xpath: string, text: string): Promise<void>;
  /** Puts a file of this machine into a file input. */
  give(xpath: string, path: string): Promise<void>;
  /** Runs a function's text in the page, and answers with what it returns as a string. */
  ask(script: string): Promise<string>;
  close(): Promise<void>;
}

export const WINDOW = { width: 1440, height: 900 };

/** True in a page if one of the elements is on the screen: the same question for both protocols. */
export const SEEN = `
  const found = document.evaluate(XPATH, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  for (let at = 0; at < found.snapshotLength; at++) if (found.snapshotItem(at).checkVisibility()) return 'yes';
  return 'no';
`;
