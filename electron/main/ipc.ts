import { type IpcMainInvokeEvent, ipcMain, type WebContents, type WebFrameMain } from "electron";
import * as z from "zod";
import { errorMessage, UserError } from "../../shared/base/assert";
import { err, ok } from "../../shared/base/result";
import {
  EDITOR_ORIGIN,
  eventChannel,
  type HostEvents,
  METHODS,
  methodChannel,
  type Reply,
  type Services,
} from "../../shared/contracts/ipc";

/** One tuple of arguments per method: what the page sends is unknown until it has passed. */
export type Guards<S> = {
  readonly [M in keyof S]: S[M] extends (...args: infer A) => unknown ? z.ZodType<A> : never;
};

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** The one way for a service onto the wire: sender check, argument guards, errors as data. */
export function serve<K extends keyof Services>(
  name: K,
  guards: Guards<Services[K]>,
  serviceFor: (sender: WebContents) => Services[K],
): void {
  for (const method of Object.keys(METHODS[name])) {
    const guard = (guards as Record<string, z.ZodType<readonly unknown[]>>)[method];
    if (!guard) throw new Error(`${name}.${method} has no guard`);
    ipcMain.handle(methodChannel(name, method), (event, ...args: unknown[]) =>
      answer(event, `${name}.${method}`, guard, args, (checked) => {
        const service = serviceFor(event.sender) as unknown as Record<string, Method>;
        return (service[method] as Method)(...checked);
      }),
    );
  }
}

export function send<E extends keyof HostEvents>(to: WebContents, event: E, payload: HostEvents[E]): void {
  if (!to.isDestroyed()) to.send(eventChannel(event), payload);
}

/** The editor's own top frame and nothing else: no subframe, no other page, no frame that is already gone. */
function isEditorFrame(frame: WebFrameMain | null): boolean {
  return isTopFrameOf(frame, EDITOR_ORIGIN);
}

export function isTopFrameOf(frame: WebFrameMain | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`);
}

async function answer(
  event: IpcMainInvokeEvent,
  call: string,
  guard: z.ZodType<readonly unknown[]>,
  args: readonly unknown[],
  run: (checked: readonly unknown[]) => Promise<unknown>,
): Promise<Reply<unknown>> {
  if (!isEditorFrame(event.senderFrame)) {
    console.warn(`Refused ${call} from ${event.senderFrame?.url ?? "a frame that is gone"}`);
    return refuse(`${call} was refused: it did not come from the editor.`);
  }
  const checked = guard.safeParse(args);
  if (!checked.success)
    return refuse(`${call} got arguments it cannot take.\n${z.prettifyError(checked.error)}`);
  try {
    return ok(await run(checked.data));
  } catch (thrown) {
    if (!(thrown instanceof UserError)) console.error(`${call} failed:`, thrown);
    return err({ name: thrown instanceof Error ? thrown.name : "Error", message: errorMessage(thrown) });
  }
}

function refuse(message: string): Reply<never> {
  return err({ name: "Error", message });
}
