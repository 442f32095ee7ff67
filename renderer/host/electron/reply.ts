import { UserError } from "../../../shared/base/assert";
import type { Reply } from "../../../shared/contracts/ipc";

/** The answer of a call to the main process; its failure becomes an error again. */
export async function answerOf<T>(reply: Promise<Reply<T>>): Promise<T> {
  const result = await reply;
  if (result.ok) return result.value;
  const { name, message } = result.error;
  throw name === "UserError" ? new UserError(message) : Object.assign(new Error(message), { name });
}
