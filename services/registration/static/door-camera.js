// The camera: codes are read by the browser where it can, else from a photo by the server.

const PAUSE = 250;
const SAME = 4000; // a code that stays before the camera is one scan

export const canRead = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);

export class Camera {
  constructor(video, found) { Object.assign(this, { video, found, stream: null, last: "", lastAt: 0 }); }

  get on() { return this.stream !== null; }

  async start() {
    this.detector ??= new BarcodeDetector({ formats: ["qr_code"] });
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    this.video.srcObject = this.stream;
    this.video.classList.add("on");
    await this.video.play();
    this.look();
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.srcObject = null;
    this.video.classList.remove("on");
  }

  async look() {
    while (this.on) {
      try {
        const [code] = await this.detector.detect(this.video);
        if (code?.rawValue && (code.rawValue !== this.last || Date.now() - this.lastAt > SAME)) {
          this.last = code.rawValue;
          await this.found(code.rawValue);
        }
        if (code?.rawValue) this.lastAt = Date.now();
      } catch { /* a frame that cannot be read; the next one may */ }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
