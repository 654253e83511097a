"""Training of the sticker generator: corpus, motion autoencoder, teacher, student, export."""
