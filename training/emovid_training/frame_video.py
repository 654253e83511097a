"""Premultiplied RGBA pictures as one H.264 stream: colour above, alpha below it in the green plane alone.

The stream holds B, G and R themselves (4:4:4, no colour conversion), so that thin coloured lines and the edge of the alpha
survive, and says nothing about time: as many frames come out as went in. Needs the program ffmpeg, with
libx264 to encode.
"""
import subprocess

import numpy as np

# Squared error is what training sees: no psychovisual noise.
ENCODER = ["-c:v", "libx264rgb", "-preset", "medium", "-tune", "psnr", "-threads", "1"]
# Nearly every pixel is wholly clear or wholly opaque; what the codec leaves beside either is brought back.
SNAP = 2


def stacked(pictures: np.ndarray) -> np.ndarray:
    """[n, 4, s, s] uint8 premultiplied → [n, 2 s, s, 3] uint8 BGR."""
    color = pictures[:, [2, 1, 0]].transpose(0, 2, 3, 1)
    alpha = np.zeros_like(color)
    alpha[..., 1] = pictures[:, 3]
    return np.ascontiguousarray(np.concatenate([color, alpha], 1))


def unstacked(frames: np.ndarray) -> np.ndarray:
    """The inverse of `stacked`; colour above alpha, which premultiplied colour cannot be, is cut off."""
    size = frames.shape[2]
    alpha = frames[:, size:, :, 1].copy()
    alpha[alpha <= SNAP] = 0
    alpha[alpha >= 255 - SNAP] = 255
    color = np.minimum(frames[:, :size, :, ::-1], alpha[..., None])
    return np.concatenate([color, alpha[..., None]], 3).transpose(0, 3, 1, 2)


def encode(path: str, clips, size: int, quality: int, ffmpeg: str = "ffmpeg"):
    """Writes the clips ([n, 4, size, size] each) one after the other. `quality` is x264's rate factor: lower is better."""
    command = [ffmpeg, "-v", "error", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{size}x{2 * size}", "-r", "25", "-i", "-",
               *ENCODER, "-crf", str(quality), "-f", "matroska", "-y", path]
    with running(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            for clip in clips:
                process.stdin.write(stacked(clip).tobytes())
        except BrokenPipeError:
            pass        # why it ended is said below
        said = process.communicate()[1].decode(errors="replace").strip().splitlines()
    if process.returncode:
        raise SystemExit(f"frames as video: {ffmpeg} ended with {process.returncode} ({said[-1] if said else 'no reason given'}), expected "
                         "a stream; it must hold libx264")


def decode(path: str, counts, size: int, ffmpeg: str = "ffmpeg"):
    """Yields one [n, 4, size, size] array for every n of `counts`; fails when the stream holds fewer or more frames."""
    command = [ffmpeg, "-v", "error", "-threads", "1", "-i", path, "-f", "rawvideo", "-pix_fmt", "bgr24", "-"]
    with running(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            for count in counts:
                frames = process.stdout.read(count * 2 * size * size * 3)
                if len(frames) < count * 2 * size * size * 3:
                    raise ValueError("a stream of frames that ends too early")
                yield unstacked(np.frombuffer(frames, np.uint8).reshape(count, 2 * size, size, 3))
            if process.stdout.read(1):
                raise ValueError("a stream of frames that goes on after its last clip")
        finally:
            process.kill()


def running(command, **pipes):
    try:
        return subprocess.Popen(command, **pipes)
    except OSError as error:
        raise SystemExit(f"frames as video: found no program '{command[0]}' ({error.strerror}), expected ffmpeg; install it, or name it by --ffmpeg")
