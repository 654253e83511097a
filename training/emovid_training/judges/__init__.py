"""The judges of `emovid eval`: networks that read the emotion from rendered frames. The generator never sees them."""
