/** What is used of pdfkit. Its own types stand on Node's, and `shared` runs without Node. */
declare module "pdfkit" {
  interface PageOptions {
    /** Points. */
    readonly size: readonly [number, number];
    readonly margin: number;
    /** None: the first text chooses. */
    readonly font: null;
    readonly lang?: string;
    readonly displayTitle?: boolean;
    readonly info?: Readonly<Record<string, string>>;
  }

  /** OpenType's, on or off. */
  type FontFeatures = Readonly<Record<string, boolean>>;

  interface TextOptions {
    readonly lineBreak: false;
    readonly baseline: "alphabetic";
    readonly features: FontFeatures;
  }

  export default class PDFDocument {
    constructor(options: PageOptions);
    registerFont(name: string, source: Uint8Array): this;
    font(name: string): this;
    fontSize(size: number): this;
    widthOfString(text: string, options: Pick<TextOptions, "features">): number;
    text(text: string, x: number, y: number, options: TextOptions): this;
    save(): this;
    restore(): this;
    scale(factor: number): this;
    translate(x: number, y: number): this;
    rect(x: number, y: number, width: number, height: number): this;
    roundedRect(x: number, y: number, width: number, height: number, radius: number): this;
    path(d: string): this;
    polygon(...points: (readonly [number, number])[]): this;
    lineWidth(width: number): this;
    lineCap(style: "butt" | "round"): this;
    lineJoin(style: "miter" | "round"): this;
    dash(length: number, options: { readonly space: number }): this;
    undash(): this;
    fill(colour: string): this;
    stroke(colour: string): this;
    fillAndStroke(fill: string, stroke: string): this;
    fillColor(colour: string): this;
    end(): void;
  }
}

declare module "pdfkit/output" {
  import type PDFDocument from "pdfkit";

  /** To be called before `end`. */
  export function toBytes(document: PDFDocument): Promise<Uint8Array>;
}
