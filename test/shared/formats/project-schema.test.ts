import { expect, test } from "vitest";
import { projectJsonSchema } from "../../../shared/formats/project/schema";

/** `npm run schema` writes the file anew. */
test("the published JSON Schema is the one that project files are checked by", async () => {
  const text = `${JSON.stringify(projectJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../../assets/blockwise.schema.json");
});
