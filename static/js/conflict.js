// Whoever writes into the box that joins both texts chooses it by that.

for (const option of document.querySelectorAll(".conflict .option")) {
  const radio = option.querySelector("input[type=radio]");
  option.querySelector(".option-text")?.addEventListener("input", (event) => {
    if (radio && event.target !== radio) radio.checked = true;
  });
}
