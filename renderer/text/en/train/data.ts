/** The train panel: what is trained on. */
export default {
  data: {
    title: "Data",
    dataset: "Dataset",
    classes: "Classes",
    size: "Image size",
    sizeOption: "{{size}}×{{size}}",
    trainCount: "Training images",
    validationCount: "Validation images",
    validationCountHelp:
      "Say after each epoch how it goes: for the curves, for early stopping and for the best epoch. The test images are looked at once, in the end. 0 leaves it all to the test images.",
    testCount: "Test images",
    seed: "Seed",
    seedHelp: "Draws the data, the first weights and the order. The same seed gives the same run.",
  },
  own: {
    choose: "Choose a folder of pictures…",
    hint: "A folder with a folder of PNG, JPEG or WebP pictures for each class, CIFAR's .bin files, or MNIST's idx files. They stay on this machine.",
    reading: "Reading your pictures",
    stop: "Stop",
    stored: "Too many for memory: they are read from the browser's disk space as training goes, {{bytes}}.",
    deleteStored: "Delete them",
    balance_one: "{{count}} class",
    balance_other: "{{count}} classes",
    classCounts: "{{name}}: {{train}} to train on, {{test}} to test on",
    classCountsAll: "{{name}}: {{train}} to train on, {{validation}} to validate with, {{test}} to test on",
    split: { train: "Training", validation: "Validation", test: "Test" },
    imbalance:
      "“{{most}}” has {{ratio}} times as many training images as “{{least}}”: the network will favour it. Look at the accuracy class by class.",
    missing: "“{{least}}” has no training image: the network cannot learn it.",
    statistics: "Mean ± deviation: {{channels}}.",
    statisticsHelp: "Of the training pixels, from 0 to 1. Every image is shifted and scaled by them.",
    channel: "{{channel}} {{mean}} ± {{std}}",
    channels: { red: "red", green: "green", blue: "blue" },
    bad_one: "{{count}} file was left out",
    bad_other: "{{count}} files were left out",
  },
  augmentation: {
    title: "Augmentation of training images",
    none: "None",
  },
  testing: {
    title: "Testing in the end",
  },
  sheet: {
    title: "As the network sees them",
    more: "Other samples",
    masks: "Masks",
    alt: "Sample: {{name}}",
    drawing: "Drawing samples…",
    failed: "The samples could not be drawn: {{reason}}",
  },
};
