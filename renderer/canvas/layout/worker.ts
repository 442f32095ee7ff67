// ELK's own worker code takes over the messages of whatever worker it is loaded into.
import "elkjs/lib/elk-worker.min.js";
