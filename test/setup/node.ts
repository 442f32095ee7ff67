import "./equal-arrays";
import "./memory-storage";
import { resetStoresAfterwards } from "./reset-stores";

resetStoresAfterwards();
