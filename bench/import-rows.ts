import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** Clean rows of a usual export: 11 columns, about 125 bytes, every number and id once. */
export async function writeRows(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  let text = 'External ID,First Name,Last Name,Phone,Mobile,Email,Address,City,State,Zip,Notes\r\n';
  for (let i = 0; i < rows; i++) {
    text += row(i);
    if (text.length < 1_000_000) continue;
    if (!file.write(text)) await once(file, 'drain');
    text = '';
  }
  file.end(text);
  await once(file, 'finish');
}

const AREAS = ['212', '415', '312', '305', '713', '206', '617'];
const STATES = ['NY', 'CA', 'IL', 'FL', 'TX', 'WA', 'MA'];

function row(i: number): string {
  const at = i % AREAS.length;
  const number = String(2_000_000 + Math.floor(i / AREAS.length));
  const phone = `(${AREAS[at]}) ${number.slice(0, 3)}-${number.slice(3)}`;
  const street = `"${i} Main St, Apt ${i % 9}"`;
  return `CRM-${i},Ann${i % 977},Smith${i % 1313},${phone},,ann${i}@example.com,${street},Springfield,${STATES[at]},${10_000 + (i % 80_000)},called on 3 May\r\n`;
}
