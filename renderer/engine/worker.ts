import { expose } from "comlink";
import { createEngine } from "../../shared/engine/create-engine";
import { transferring } from "./transferring";

const engine = transferring(createEngine());

/** Whoever started the worker hands it the port once; all that follows goes over the port. */
self.addEventListener(
  "message",
  (event) => {
    const [port] = event.ports;
    if (port) expose(engine, port);
  },
  { once: true },
);
