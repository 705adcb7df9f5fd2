import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allowedHosts } from './allowed-hosts.ts';
import { createEgress } from './egress.ts';
import { isPublicAddress } from './public-address.ts';

let port: number;
let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
  else response.end('internal');
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test.each([
  ['8.8.8.8', true],
  ['172.32.0.1', true],
  ['2606:4700:4700::1111', true],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['192.168.1.1', false],
  ['127.8.8.8', false],
  ['169.254.169.254', false],
  ['100.100.100.200', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['2002:7f00:1::', false],
  ['2001:0:7f00:1::', false],
  ['localhost', false],
])('%s is of the public internet: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));

describe('an address that a tenant types', () => {
  const egress = createEgress([]);
  test.each([
    ['http://169.254.169.254/latest/meta-data', 'internal-address'],
    ['http://2130706433/', 'internal-address'],
    ['http://0x7f.1/', 'internal-address'],
    ['http://[::ffff:127.0.0.1]/', 'internal-address'],
    ['http://[fd00:ec2::254]/', 'internal-address'],
    ['http://localhost:11434/v1', 'internal-address'],
    ['wss://localhost/', 'internal-address'],
    ['file:///etc/passwd', 'not-http'],
    ['https://somebody:secret@example.com/', 'with-credentials'],
    ['example.com', 'not-a-url'],
    ['https://8.8.8.8/v1', null],
    ['https://a-name-nobody-has.invalid/v1', null],
  ])('%s: %s', async (url, expected) => expect(await egress.refusal(url)).toBe(expected));

  test('is not connected to when it is internal, by number or by name, and nothing arrives there', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      await expect(egress.fetch(`http://${host}:${port}/`)).rejects.toThrow('PROVIDER_ALLOWED_HOSTS');
    }
    expect(asked).toBe(0);
  });

  test('is judged again by what its name resolves to as it is connected to', async () => {
    const found = (all: boolean) =>
      new Promise((resolve) =>
        egress.lookup('localhost', { all }, (error, address) => resolve(error?.name ?? address)),
      );
    expect([await found(true), await found(false)]).toEqual(['EgressRefused', 'EgressRefused']);
  });
});

test('a host that whoever runs the installation named is reached, at that port alone, and leads nowhere else', async () => {
  const egress = createEgress(allowedHosts.parse(` LOCALHOST:${port} , models.internal`));
  expect(await (await egress.fetch(`http://localhost:${port}/`)).text()).toBe('internal');
  expect(await egress.refusal('http://localhost:1/')).toBe('internal-address');
  expect(await egress.refusal('http://models.internal:8000/v1')).toBeNull();
  await expect(egress.fetch(`http://localhost:${port}/away`)).rejects.toThrow();
  expect(asked).toBe(2);
});

test('what is no host is not taken for one', () => {
  expect(allowedHosts.safeParse('http://models.internal').success).toBe(false);
  expect(allowedHosts.parse('')).toEqual([]);
});
