"""What each preset means. `cpu`: about three hours on one core. `gpu`: minutes on one H200. `tiny`: seconds, for the tests."""

PRESETS = {
    "cpu": {
        "body": {"steps": 9000, "batch": 16, "rate": 1.2e-3, "report": 250},
        "painter": {"steps": 40000, "batch": 16, "rate": 1.5e-3, "freeze": 0.2, "report": 200},
        "finder": {"steps": 22000, "batch": 16, "rate": 1e-3, "report": 500},
        "teacher": {"steps": 8000, "batch": 64, "rate": 1e-3, "report": 250},
        "student": {"pairs": 5120, "teacher_steps": 20, "guidance": 4.0, "steps": 5000, "batch": 64, "rate": 1e-3, "rollout_steps": 4, "report": 250},
    },
    "gpu": {
        "body": {"steps": 30000, "batch": 64, "rate": 1e-3, "report": 1000},
        "painter": {"steps": 60000, "batch": 64, "rate": 1e-3, "freeze": 0.6, "report": 1000},
        "finder": {"steps": 20000, "batch": 64, "rate": 1e-3, "report": 1000},
        "teacher": {"steps": 30000, "batch": 256, "rate": 1e-3, "report": 1000},
        "student": {"pairs": 32768, "teacher_steps": 40, "guidance": 4.0, "steps": 30000, "batch": 256, "rate": 1e-3, "rollout_steps": 6, "report": 1000},
    },
    "tiny": {
        "body": {"steps": 4, "batch": 4, "rate": 1e-3, "report": 2},
        "painter": {"steps": 4, "batch": 4, "rate": 1e-3, "freeze": 0.5, "report": 2},
        "finder": {"steps": 4, "batch": 4, "rate": 1e-3, "report": 2},
        "teacher": {"steps": 4, "batch": 4, "rate": 1e-3, "report": 2},
        "student": {"pairs": 8, "teacher_steps": 3, "guidance": 4.0, "steps": 4, "batch": 4, "rate": 1e-3, "rollout_steps": 2, "report": 2},
    },
}


def preset(name: str):
    if name not in PRESETS:
        raise SystemExit(f"choosing a preset: found '{name}', expected one of {', '.join(PRESETS)}")
    return PRESETS[name]
