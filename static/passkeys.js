// Passkeys need scripts: what offers them is shown only where they run. What goes wrong is said in words.
for (const offer of document.querySelectorAll(".passkey")) offer.hidden = !window.PublicKeyCredential
document.addEventListener("allauth.error", (event) => {
  event.preventDefault()
  let place = document.querySelector(".passkey-trouble")
  if (!place) {
    place = document.createElement("p")
    place.setAttribute("role", "status")
    place.className = "passkey-trouble"
    document.querySelector(".passkey")?.append(place)
  }
  place.textContent = "The passkey was not used: your device or browser stopped it. Try again, or use another way."
})
