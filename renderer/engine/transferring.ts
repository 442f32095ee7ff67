import { transfer } from "comlink";
import type { Engine } from "../../shared/contracts/engine";
import type { TrainEvent } from "../../shared/contracts/run";

/** Checkpoints leave the worker without being copied; they may be as large as all its weights three times over. */
export function transferring(engine: Engine): Engine {
  const train = engine.train.bind(engine);
  engine.train = (spec, onEvent, options) => train(spec, (event) => onEvent(portable(event)), options);
  return engine;
}

function portable(event: TrainEvent): TrainEvent {
  return event.kind === "checkpoint" ? transfer(event, [event.file]) : event;
}
