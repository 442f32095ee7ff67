export default {
  untitled: "Untitled",
  opened: "Opened {{name}}",
  saved: "Saved {{name}}",
  weights: {
    title: "The weights are not in the project file",
    message:
      "A project holds the network alone. Save the weights of “{{name}}” to a file of their own; “Load weights…” in the Run panel brings them back.",
    save: "Save weights…",
  },
  notOpenable:
    "{{name}} is neither a project (.blockwise, .json) nor a model of another program that is known here. Expected {{formats}}. Weights and pictures are for the panels Run and Train.",
  several:
    "One network opens at a time, and these are several: {{names}}. Choose one of them; a model comes together with the files of its weights.",
  exportFirst: {
    pytorch:
      'PyTorch\'s own files hold Python objects or weights, and no network that can be read. Export it to ONNX first, torch.onnx.export(model, image, "model.onnx"), and open that file. To load weights alone, save them as safetensors.',
    keras:
      'Keras\'s own files are not read. Export the model to ONNX first, model.export("model.onnx", format="onnx"), or convert it to a tfjs LayersModel with tensorflowjs_converter, and open that.',
    tensorflow:
      "TensorFlow's own files are not read. Convert the model to ONNX first, with tf2onnx, and open that file.",
    caffe: "Caffe's own files are not read. Convert the model to ONNX first, and open that file.",
  },
  gone: "“{{name}}” cannot be read any more: it has changed since it was chosen, or is gone. Open it again.",
  weightsApart: "The weights are in “{{name}}”. Choose that file together with the model.",
  reading: "Reading {{name}}",
  assumedSize:
    "{{name}} leaves the size of its images open: {{size}} was assumed. Height and width of the input change it.",
  unsaved: "“{{name}}” has changes that are in no file yet.",
  unreadable: "{{name}} could not be opened",
  untouched: "Nothing was opened, and what was open is as it was. The file says:",
  more_one: "And one more.",
  more_other: "And {{count}} more.",
};
