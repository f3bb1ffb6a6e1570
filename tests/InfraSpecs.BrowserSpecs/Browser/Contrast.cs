using Microsoft.Playwright;

namespace InfraSpecs.BrowserSpecs;

/// <summary>How well text stands out (WCAG 2.2, 1.4.3): its luminance against that of the first background behind it that is not transparent.</summary>
public static class Contrast
{
    private const string Script = """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgb = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
          const luminance = colour => [...rgb(colour)].slice(0, 3).map(it => it / 255)
            .map(it => it <= .04045 ? it / 12.92 : ((it + .055) / 1.055) ** 2.4).reduce((sum, it, i) => sum + it * [.2126, .7152, .0722][i], 0);
          const behind = it => it === null ? 'white' : rgb(getComputedStyle(it).backgroundColor)[3] === 255 ? getComputedStyle(it).backgroundColor : behind(it.parentElement);
          const own = it => [...it.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.textContent.trim() !== '');
          return [...document.body.querySelectorAll('*')].filter(it => own(it) && it.checkVisibility() && !it.closest('.unseen, noscript')).map(it => {
            const [less, more] = [luminance(getComputedStyle(it).color), luminance(behind(it))].sort((a, b) => a - b);
            return `${((more + .05) / (less + .05)).toFixed(2)} ${it.className || it.tagName}: ${it.textContent}`;
          });
        }
        """;

    /// <summary>"7.35 name: echo.1" for each piece of text on the page.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IPage page) => await page.EvaluateAsync<string[]>(Script);
}
