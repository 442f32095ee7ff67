import { UserError } from "../../shared/base/assert";

/** A file that could not be opened. Its name stands apart from what is wrong with it. */
export class FileError extends UserError {
  readonly fileName: string;
  constructor(fileName: string, message: string) {
    super(message);
    this.fileName = fileName;
  }
}
