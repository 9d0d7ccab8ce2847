import { type Document, isMap, isSeq, parseDocument } from 'yaml';
import { UsageError } from '../exit.ts';

/**
 * Adds an item to the end of a chapter in the text of `workshop.yaml`; comments and layout of the rest stay.
 * @throws UsageError naming the chapters when there is none with that id
 */
export function withItem(
  workshopYaml: string,
  chapterId: string,
  kind: 'lesson' | 'exercise',
  id: string,
): string {
  const document = parseDocument(workshopYaml);
  const items = itemsOf(document, chapterId);
  items.add(document.createNode({ [kind]: id }));
  return document.toString({ lineWidth: 0 });
}

function itemsOf(document: Document, chapterId: string) {
  const chapters = document.get('chapters');
  const all = isSeq(chapters) ? chapters.items.filter(isMap) : [];
  const chapter = all.find((each) => each.get('id') === chapterId);
  const items = chapter?.get('items');
  if (!isSeq(items)) {
    const known = all.map((each) => String(each.get('id'))).join(', ');
    throw new UsageError(`There is no chapter "${chapterId}". The chapters are ${known}.`);
  }
  return items;
}
