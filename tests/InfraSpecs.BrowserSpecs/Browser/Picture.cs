using Microsoft.Playwright;

namespace InfraSpecs.BrowserSpecs;

/// <summary>What a page shows, as an SVG file of docs/pictures that needs no script and asks nobody; approved by eng/pictures.sh.</summary>
internal static class Picture
{
    private const string Script = """
        ({ width, height, label }) => {
          const visible = new Set(['BR', 'WBR']);
          const isSeen = it => it.closest('svg') !== null || visible.has(it.tagName)
            || it.tagName !== 'SCRIPT' && it.getClientRects().length > 0 && it.getBoundingClientRect().top < height;
          for (const it of document.body.querySelectorAll('*')) if (!isSeen(it)) it.setAttribute('data-unseen', '');
          const body = document.body.cloneNode(true);
          for (const it of body.querySelectorAll('[data-unseen]')) it.remove();
          // What differs from run to run, and is not seen: IDs of Swarm.
          for (const it of body.querySelectorAll('*'))
            for (const { name, value } of [...it.attributes]) it.setAttribute(name, value.replace(/\b[a-z0-9]{25}\b/g, ''));

          // Of conditions only that of the reader's colours stays; those of width are as they are here.
          const rules = [];
          const add = all => {
            for (const rule of all)
              if (!rule.media || rule.media.mediaText.includes('color-scheme')) rules.push(rule.cssText.replace(/\s*\n\s*/g, ' '));
              else if (matchMedia(rule.media.mediaText).matches) add(rule.cssRules);
          };
          for (const sheet of document.styleSheets) add(sheet.cssRules);

          const picture = document.implementation.createDocument('http://www.w3.org/2000/svg', 'svg');
          const element = (name, attributes) => {
            const made = picture.createElementNS('http://www.w3.org/2000/svg', name);
            for (const key in attributes) made.setAttribute(key, attributes[key]);
            return made;
          };
          const root = picture.documentElement;
          // What the page's rules say of an svg is not meant for the picture.
          const own = 'all: initial; color-scheme: light dark';
          for (const [key, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height, style: own, role: 'img', 'aria-label': label })) root.setAttribute(key, value);
          const style = element('style', {});
          style.textContent = '\n' + rules.join('\n') + '\n';
          const frame = element('foreignObject', { width, height });
          frame.append(picture.importNode(body, true));
          root.append(style, frame);
          return new XMLSerializer().serializeToString(picture).replace(/[ \t]+$/gm, '') + '\n';
        }
        """;

    /// <summary>Fails where the page shows something else than the picture.</summary>
    /// <param name="page">The page, as wide as the picture is to be.</param>
    /// <param name="name">"report" for docs/pictures/report.svg.</param>
    /// <param name="height">In pixels; what is below is left out.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    public static async Task VerifyAsync(IPage page, string name, int height, string label)
    {
        var drawn = (await page.EvaluateAsync<string>(Script, new { width = page.ViewportSize!.Width, height, label })).ReplaceLineEndings("\n");
        var approved = Path.Combine(AppContext.BaseDirectory, "pictures", name + ".svg");
        if (File.Exists(approved) && await File.ReadAllTextAsync(approved) == drawn) return;
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, name + ".received.svg"), drawn);
        Assert.Fail($"docs/pictures/{name}.svg is not what the page shows. If the change is meant: eng/pictures.sh");
    }
}
