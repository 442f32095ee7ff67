import { ipcMain, type WebContents } from "electron";
import * as z from "zod";
import { UserError } from "../../shared/base/assert";
import { ENGINE_FAILED, ENGINE_ORIGIN, type EngineService } from "../../shared/contracts/ipc";
import { type EngineProcess, startEngineProcess } from "./engine-process";
import { type Guards, isTopFrameOf, send, serve } from "./ipc";

/** A page that starts more has lost count of them; each may hold gigabytes. */
const MAX_ENGINES = 4;

const ID = z.string().min(1).max(64);
const REASON = z.string().min(1).max(1000);

const ENGINE_GUARDS: Guards<EngineService> = { start: z.tuple([ID]), kill: z.tuple([ID]) };

interface Running {
  readonly owner: WebContents;
  readonly process: EngineProcess;
}

export function setupEngineService(): void {
  const running = new Map<string, Running>();
  serve("engine", ENGINE_GUARDS, (sender) => engineServiceFor(sender, running));
  ipcMain.on(ENGINE_FAILED, (event, reason: unknown) => {
    if (!isTopFrameOf(event.senderFrame, ENGINE_ORIGIN)) return;
    const checked = REASON.safeParse(reason);
    for (const { process } of running.values()) {
      if (process.owns(event.sender)) process.end(checked.success ? checked.data : "its worker failed");
    }
  });
}

function engineServiceFor(owner: WebContents, running: Map<string, Running>): EngineService {
  return {
    async start(id) {
      if (running.has(id)) throw new UserError(`An engine "${id}" runs already. Start one with a new id.`);
      const own = [...running.values()].filter((entry) => entry.owner === owner);
      if (own.length >= MAX_ENGINES) {
        throw new UserError(`${MAX_ENGINES} engines run already. End one before you start another.`);
      }
      const process = startEngineProcess(id, owner, (reason) => {
        running.delete(id);
        if (reason !== null) send(owner, "engineExit", { id, reason });
      });
      running.set(id, { owner, process });
      await process.connected;
    },
    async kill(id) {
      const entry = running.get(id);
      if (entry?.owner === owner) entry.process.end(null);
    },
  };
}
