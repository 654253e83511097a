// What OpenCV says about the test picture of OutsideOracleTests: the values in attributes.txt.
//
//   apt-get install libopencv-dev
//   g++ -O2 attributes.cpp -o attributes $(pkg-config --cflags opencv4) -lopencv_core -lopencv_imgproc && ./attributes > attributes.txt
#include <cmath>
#include <cstdio>
#include <opencv2/imgproc.hpp>

int main()
{
    cv::Mat rgb(240, 320, CV_8UC3);
    for (int y = 0; y < rgb.rows; y++) {
        for (int x = 0; x < rgb.cols; x++) {
            rgb.at<cv::Vec3b>(y, x) = cv::Vec3b((x * 5 + y) & 255, (x + 3 * y) / 4 & 127, (x * y / 64 + 40) & 127);
        }
    }

    // Float, because 8-bit hue has steps of 2 degrees: H in degrees, S and V in 0-1.
    cv::Mat unit, hsv, channels[3];
    rgb.convertTo(unit, CV_32F, 1 / 255.0);
    cv::cvtColor(unit, hsv, cv::COLOR_RGB2HSV);
    cv::split(hsv, channels);
    double cosine = 0, sine = 0;
    for (int y = 0; y < rgb.rows; y++) {
        for (int x = 0; x < rgb.cols; x++) {
            double angle = channels[0].at<float>(y, x) * CV_PI / 180;
            cosine += std::cos(angle);
            sine += std::sin(angle);
        }
    }

    double count = rgb.total(), hue = std::atan2(sine, cosine) * 180 / CV_PI;
    cv::Mat planes[3], rg, yb, luma;
    cv::split(unit, planes);
    cv::subtract(planes[0] * 255, planes[1] * 255, rg);
    cv::subtract((planes[0] + planes[1]) * (255 / 2.0), planes[2] * 255, yb);
    cv::Scalar rgMean, rgDeviation, ybMean, ybDeviation, lumaMean, lumaDeviation;
    cv::meanStdDev(rg, rgMean, rgDeviation);
    cv::meanStdDev(yb, ybMean, ybDeviation);
    cv::transform(unit, luma, cv::Matx13f(0.2126f, 0.7152f, 0.0722f));
    cv::meanStdDev(luma, lumaMean, lumaDeviation);
    std::printf("opencv %s\n", CV_VERSION);
    std::printf("brightness %.6f\n", cv::mean(channels[2])[0]);
    std::printf("colorfulness %.6f\n", cv::mean(channels[1])[0]);
    std::printf("hue %.4f\n", hue < 0 ? hue + 360 : hue);
    std::printf("hue_resultant_length %.6f\n", std::hypot(cosine, sine) / count);
    std::printf("hasler_susstrunk %.4f\n", std::hypot(rgDeviation[0], ybDeviation[0]) + 0.3 * std::hypot(rgMean[0], ybMean[0]));
    std::printf("luma_mean %.6f\n", lumaMean[0]);
    std::printf("luma_contrast %.6f\n", lumaDeviation[0]);
    std::printf("warm_cool %.6f\n", cv::mean(planes[0])[0] - cv::mean(planes[2])[0]);
    return 0;
}
