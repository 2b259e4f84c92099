//! What the two databases promise, each as a test.
