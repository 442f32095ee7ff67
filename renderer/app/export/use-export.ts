import { useCallback, useEffect, useRef, useState } from "react";
import { errorMessage } from "../../../shared/base/assert";
import {
  type ExportChoice,
  type ExportState,
  type JobControl,
  verifyChoice,
  writeChoice,
} from "./export-job";

export function isBusy({ kind }: ExportState): boolean {
  return ["writing", "cancelling", "verifying"].includes(kind);
}

/** What the dialog does, one thing at a time. To close it is to cancel. */
export function useExport() {
  const [state, setState] = useState<ExportState>({ kind: "idle" });
  const cancelled = useRef(false);
  /** Ends what the engine is at. */
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => {
    cancelled.current = false;
    return () => {
      cancelled.current = true;
      stop.current?.();
    };
  }, []);
  const control: JobControl = {
    tell: setState,
    isCancelled: () => cancelled.current,
    onStop(how) {
      stop.current = how;
    },
  };

  async function attempt(job: Promise<ExportState | null>): Promise<void> {
    try {
      const next = await job;
      if (next) setState(next);
    } catch (thrown) {
      setState({ kind: "failed", reason: errorMessage(thrown) });
    }
  }

  return {
    state,
    /** What came of the last choice says nothing of another one; what is under way goes on. */
    forget: useCallback(() => setState((now) => (isBusy(now) ? now : { kind: "idle" })), []),
    cancel(): void {
      cancelled.current = true;
      stop.current?.();
      setState({ kind: "cancelling" });
    },
    write(choice: ExportChoice): Promise<void> {
      cancelled.current = false;
      return attempt(writeChoice(choice, control));
    },
    verify(choice: ExportChoice): Promise<void> {
      cancelled.current = false;
      return attempt(verifyChoice(choice, control));
    },
  };
}
