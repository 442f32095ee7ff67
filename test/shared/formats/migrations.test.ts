import { expect, test } from "vitest";
import { MIGRATIONS, type Migration, upgrade } from "../../../shared/formats/project/migrations";
import { VERSION } from "../../../shared/formats/project/schema";

/** Two changes of shape that never were: a renamed field, then a default for a new one. */
const madeUp: readonly Migration[] = [
  { to: 2, name: "title becomes name", migrate: ({ title, ...rest }) => ({ ...rest, name: title }) },
  { to: 3, name: "projects have a colour", migrate: (data) => ({ ...data, colour: "blue" }) },
];

test("lifts a file through every version after its own", () => {
  expect(upgrade({ version: 1, title: "Net" }, 3, madeUp)).toEqual({
    ok: true,
    value: { version: 3, name: "Net", colour: "blue" },
  });
});

test("lifts a younger file only through what it lacks", () => {
  expect(upgrade({ version: 2, name: "Net" }, 3, madeUp)).toEqual({
    ok: true,
    value: { version: 3, name: "Net", colour: "blue" },
  });
});

test("leaves a file of this version alone", () => {
  const data = { version: 3, name: "Net", colour: "red" };
  expect(upgrade(data, 3, madeUp)).toEqual({ ok: true, value: data });
});

test("asks for an update when the file is newer", () => {
  expect(upgrade({ version: 4 }, 3, madeUp)).toMatchObject({
    ok: false,
    error: { message: "The file was made by a newer Blockwise.", remedy: "Update Blockwise to open it." },
  });
});

test("has one migration for every version up to the present one", () => {
  expect(MIGRATIONS.map(({ to }) => to)).toEqual(
    Array.from({ length: VERSION - 1 }, (_, index) => index + 2),
  );
});
