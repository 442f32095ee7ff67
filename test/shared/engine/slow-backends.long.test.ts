import { describeOn } from "../../helpers/engine-backends";
import { kitSuite } from "../../helpers/suites/kit-suite";
import { layerProbeSuite } from "../../helpers/suites/layer-probe-suite";
import { layersSuite } from "../../helpers/suites/layers-suite";
import { optimisersSuite } from "../../helpers/suites/optimisers-suite";

describeOn(["webgpu"], "the kit", kitSuite);
describeOn(["cpu", "webgpu"], "layers", layersSuite);
describeOn(["webgpu"], "three steps, as PyTorch takes them,", optimisersSuite);
describeOn(["webgpu"], "kernels", layerProbeSuite);
