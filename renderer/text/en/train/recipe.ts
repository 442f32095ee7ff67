/** The train panel: how it learns. */
export default {
  published: {
    label: "Begin with",
    quick: "A quick start on small data",
    published: "As published ({{cite}})",
    own: "Settings of your own",
    batch: {
      memory: "Batches of {{used}} instead of {{published}}: a larger one may not fit into memory.",
      steps: "Batches of {{used}} instead of {{published}}, for more steps in an epoch.",
    },
    rate: "A learning rate of {{used}} instead of {{published}}, in proportion to the batch.",
    length: {
      epochs_one: "{{count}} epoch instead of {{amount}}; the rate moves in proportion.",
      epochs_other: "{{count}} epochs instead of {{amount}}; the rate moves in proportion.",
      iterations_one: "{{count}} epoch instead of {{amount}} steps; the rate moves in proportion.",
      iterations_other: "{{count}} epochs instead of {{amount}} steps; the rate moves in proportion.",
    },
  },
  recipe: {
    title: "Recipe",
    batch: "Batch",
    batchHelp: "Images per step. Larger batches are steadier and need more memory.",
    epochs: "Epochs",
    epochsHelp: "How often every training image is seen.",
    optimiser: "Optimiser",
    optimisers: {
      sgd: "SGD with momentum",
      nesterov: "SGD, Nesterov",
      rmsprop: "RMSProp",
      "rmsprop-tf": "RMSProp, TensorFlow's",
      adam: "Adam",
      adamw: "AdamW",
    },
    optimiserHelp: {
      sgd: "Steps along a running sum of gradients: AlexNet, VGG, ResNet.",
      nesterov: "Momentum that looks a step ahead.",
      rmsprop: "Divides each gradient by its recent size.",
      "rmsprop-tf":
        "RMSProp as the Inceptions and MobileNet were trained: the constant under the root, sizes that begin at one.",
      adam: "Momentum and RMSProp together, both corrected for their start.",
      adamw: "Adam with weight decay apart from the gradient.",
    },
    momentum: "Momentum",
    learningRate: "Learning rate",
    learningRateHelp:
      "The length of a step. Too high and the loss jumps or grows; too low and it hardly moves.",
    schedule: "Rate over time",
    schedules: {
      constant: "Constant",
      step: "Steps",
      milestones: "Milestones",
      exponential: "Exponential",
      cosine: "Cosine",
      linear: "Linear",
      plateau: "On plateaus",
    },
    scheduleHelp: {
      constant: "The learning rate stays as it is.",
      step: "Falls at once every few epochs: AlexNet, VGG, ResNet.",
      milestones: "Falls at once at chosen points of the run: ResNet on CIFAR.",
      exponential: "Falls a little with every step: the Inceptions.",
      cosine: "Warms up, then falls to zero along half a cosine.",
      linear: "Warms up, then falls to zero evenly: ShuffleNet.",
      plateau: "Falls when the validation loss has stopped falling.",
    },
    warmup: "Warm-up, %",
    warmupHelp: "The learning rate rises from nothing over this share of the run.",
    dropFactor: "Multiplied by",
    dropFactorHelp: "What becomes of the learning rate when it falls: 0.1 leaves a tenth.",
    dropEpochs: "Every, epochs",
    dropShares: "At, % of the run",
    patience: "Patience, epochs",
    ratePreview: "Learning rate over the run: {{schedule}}",
    plateauNote: "It falls when the validation loss stalls, which nobody knows ahead.",
    weightDecay: "Weight decay",
    weightDecayHelp: "Pulls kernels towards zero, against learning by heart.",
    stopAfter: "Stop early after, epochs",
    stopAfterHelp:
      "Ends the run after so many epochs in a row without a lower validation loss. 0 goes on to the end.",
    keepBest: "Keep the best epoch's weights",
    keepBestHelp: "Ends with the weights of the epoch whose validation loss was the lowest.",
    labelSmoothing: "Label smoothing",
    labelSmoothingHelp:
      "Spreads this share of each target over all classes, against being too sure. 0 is none.",
    clipNorm: "Longest gradient",
    clipNormHelp: "Shortens all gradients together to this length where they are longer. 0 leaves them.",
    models: "Models to average",
    modelsHelp:
      "Trains so many models one after another, from this seed on, and averages what they make of the test images. Better than any one of them as a rule, at as many times the cost.",
    reset: "Back to the defaults",
    more: "More settings",
    moreChanged: "More settings · {{count}} changed",
    steps_one: "{{formatted}} step: {{perEpoch}} an epoch",
    steps_other: "{{formatted}} steps: {{perEpoch}} an epoch",
  },
  beginning: {
    loss: "Loss",
    losses: {
      "cross-entropy": "Softmax",
      hinge: "Hinge",
      "ranking-hinge": "Ranking",
    },
    lossHelp: {
      "cross-entropy":
        "Softmax cross-entropy: how surprising the true class is, given the network's probabilities. Data with masks takes it pixel by pixel.",
      hinge:
        "Hinge loss: every class has to tell its own images from all others by a margin (Chatfield et al. 2014).",
      "ranking-hinge":
        "Ranking hinge loss: in every class its own images have to score higher than the others, by a margin (Chatfield et al. 2014).",
    },
    initialiser: "Fresh weights",
    initialisers: {
      "he-normal": "He",
      "glorot-uniform": "Glorot",
      gaussian: "Gaussian",
      alexnet: "AlexNet's",
    },
    initialiserHelp: {
      "he-normal":
        "Normal, as wide as keeps the variance through rectifiers, whatever the depth (He et al. 2015).",
      "glorot-uniform":
        "Even, as wide as suits both directions, forward and backward (Glorot and Bengio 2010).",
      gaussian:
        "Normal, with a deviation of 0.01 in every layer. Deep networks without normalisation hardly start from it.",
      alexnet:
        "Normal, 0.01; biases of one in the second, fourth and fifth convolution and the hidden dense layers (Krizhevsky et al. 2012).",
    },
  },
};
