export default {
  none: "No problems. Every shape and number is known.",
  nothing: "An empty network has no problems.",
  expected: "Expected {{expected}}.",
  received: "Received {{received}}.",
};
