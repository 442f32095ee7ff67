import fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, test } from "vitest";
import { fromBase64Url, toBase64Url } from "../../../shared/base/base64url";
import { parseProject } from "../../../shared/formats/project/parse";
import { MAX_LINK_LENGTH, sharedText, shareFragment } from "../../../shared/formats/share/link";
import { networks, openNetwork } from "../../../shared/networks/registry";

test("base64url is that of Node", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = Buffer.from(bytes).toString("base64url");
      expect(toBase64Url(bytes)).toBe(text);
      expect(fromBase64Url(text)).toEqual(bytes);
    }),
  );
});

describe("a link", () => {
  test.each(networks.all.map(({ id }) => id))("carries %s, whole", (id) => {
    const document = openNetwork(id);
    const fragment = shareFragment(document);
    expect(fragment).toMatch(/^net=1\.[\w-]+$/);
    const parsed = parseProject(sharedText(`#${fragment}`) ?? "");
    expect(parsed).toEqual({ ok: true, value: document });
  });

  test("carries any name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (name) => {
        const document = { ...openNetwork("alexnet"), name };
        const parsed = parseProject(sharedText(shareFragment(document)) ?? "");
        expect(parsed.ok && parsed.value.name).toBe(name);
      }),
      { numRuns: 30 },
    );
  });

  test("is refused where mail would cut it, and the way out is told", () => {
    const random = Array.from({ length: 20_000 }, (_, index) => Math.sin(index).toString(36).slice(-1)).join(
      "",
    );
    expect(() => shareFragment({ ...openNetwork("alexnet"), name: random })).toThrow(
      /would have \d{5} characters; up to 16000 .* Save the network and send the file/,
    );
  });

  test("is none where there is another fragment, or nothing", () => {
    expect(["", "#", "#top", "network"].map(sharedText)).toEqual([null, null, null, null]);
  });

  const whole = shareFragment(openNetwork("alexnet"));
  test.each([
    { what: "of another version", fragment: "net=9.abc", message: /another version/ },
    { what: "with strange characters", fragment: "net=1.<script>", message: /no such link has/ },
    { what: "that is cut off", fragment: whole.slice(0, 200), message: /cut off/ },
    { what: "of nothing", fragment: "net=1.", message: /cut off/ },
    { what: "of noise", fragment: `net=1.${"_".repeat(400)}`, message: /damaged/ },
    { what: "that is too long", fragment: `net=1.${"A".repeat(MAX_LINK_LENGTH)}`, message: /cut off/ },
    {
      what: "that unpacks without end",
      fragment: `net=1.${toBase64Url(deflateSync(new Uint8Array(11_000_000), { level: 9 }))}`,
      message: /more than any network needs/,
    },
  ])("$what is refused in a sentence", ({ fragment, message }) => {
    expect(() => sharedText(fragment)).toThrow(message);
  });

  test("that was changed on its way opens as it was, is refused, or fails the checks of a file", () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 7), fc.constantFrom(..."aZ09-_"), (at, character) => {
        const changed = whole.slice(0, 6 + at) + character + whole.slice(7 + at);
        try {
          const text = sharedText(changed);
          expect(text === null || typeof parseProject(text).ok === "boolean").toBe(true);
        } catch (thrown) {
          expect(`${thrown}`).toMatch(/The network of this link cannot be opened/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
