"""Kernels: the inner loops of a day, compiled. Arrays and uniforms in, numbers out; they know nothing of the model."""
