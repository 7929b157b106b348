"""The trained tagger: an encoder fine-tuned on labelled reports, run as int8 ONNX, and what it needs around it."""
